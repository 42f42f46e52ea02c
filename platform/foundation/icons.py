"""Our own icon drawings on a 24-unit grid, stroked in the colour of the text beside them; never without text."""

_CIRCLE = '<circle cx="12" cy="12" r="9"/>'
_SHEET = '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>'
_FRAME = '<rect x="3" y="5" width="18" height="14" rx="2"/>'

ICONS = {
    "arrow-left": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "audio": '<path d="M4 10v4h4l5 4V6L8 10zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/>',
    "book": '<path d="M12 6.5C10 5 7 4.5 3 5v13c4-.5 7 0 9 1.5 2-1.5 5-2 9-1.5V5c-4-.5-7 0-9 1.5zM12 6.5v13"/>',
    "building": '<path d="M3 21h18M5 21V9l7-5 7 5v12M9 21v-5h6v5M9 12h.01M15 12h.01"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "certificate": '<path d="M9 17H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v9M7 8.5h9M7 12h4"/>'
    '<circle cx="16" cy="15" r="3"/><path d="M14.3 17.5V22l1.7-1.2 1.7 1.2v-4.5"/>',
    "chart": '<path d="M4 4v16h16M8.5 16v-4M13 16V7.5M17.5 16v-6"/>',
    "chat": '<path d="M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12.5h5"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7"/>',
    "check-circle": _CIRCLE + '<path d="M8 12.5l2.7 2.7L16 9.5"/>',
    "chevron-down": '<path d="M6 9.5l6 6 6-6"/>',
    "clock": _CIRCLE + '<path d="M12 7v5l3.5 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "community": '<circle cx="12" cy="6" r="2.5"/><circle cx="5.5" cy="10" r="2"/><circle cx="18.5" cy="10" r="2"/>'
    '<path d="M7.5 20c0-5 1.5-8 4.5-8s4.5 3 4.5 8M2.5 18c0-3 1-4.5 3-4.5M21.5 18c0-3-1-4.5-3-4.5"/>',
    "copy": '<rect x="8" y="8" width="12" height="12" rx="2"/>'
    '<path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>',
    "example": '<path d="M4 6h16v9H4zM8 19h8M12 15v4M8 10.5l2 2 4-4"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>',
    "text": '<path d="M3 18L8 6l5 12M4.7 14h6.6M14 18l3.5-8 3.5 8M15.2 15.2h4.6"/>',
    "eye": '<path d="M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "file": _SHEET + '<path d="M9 12h6M9 16h6"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M6 21V4M6 5c4-2.5 7 2 12 0v9c-5 2-8-2.5-12 0"/>',
    "globe": _CIRCLE + '<path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "grid": '<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"/>',
    "help": _CIRCLE + '<path d="M9.5 9.5c0-3.5 5-3.3 5 0 0 2-2.5 2.2-2.5 4M12 16.8h.01"/>',
    "home": '<path d="M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-6h4v6"/>',
    "idea": '<path d="M9 17.5c0-3-3-4-3-8a6 6 0 0 1 12 0c0 4-3 5-3 8zM10 21h4"/>',
    "image": _FRAME + '<circle cx="8.5" cy="9.5" r="1.5"/><path d="M4 17l5-4 3.5 3 4-4.5 4 4"/>',
    "info": _CIRCLE + '<path d="M12 11v6M12 7.5h.01"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5L20 4M16.5 7.5l3 3M14 10l2 2"/>',
    "language": '<path d="M3 6h11M8.5 4v2M5 15c4-1.5 6.5-5 7-9M5.5 9c1 3 3 5 6.5 6M12.5 20l4-10 4 10M14 17h5"/>',
    "leaf": '<path d="M12 21C5 16 5 9 12 3c7 6 7 13 0 18zM12 21V9"/>',
    "lesson": _SHEET + '<path d="M9 9h2M9 12.5h6M9 16h6"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.6-5.6l-1.2 1.2'
    'M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.6 5.6l1.2-1.2"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3M12 15v2"/>',
    "login": '<path d="M13 4h6v16h-6M3 12h11M10 7.5l4.5 4.5L10 16.5"/>',
    "logout": '<path d="M11 4H5v16h6M9 12h11M16 7.5l4.5 4.5-4.5 4.5"/>',
    "mail": _FRAME + '<path d="M3.5 7l8.5 6.5L20.5 7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/>'
    '<path d="M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M9 21h6"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "offline": '<path d="M7 18h10a4 4 0 0 0 1-7.8A6 6 0 0 0 8 7.5M6 10.5A4 4 0 0 0 7 18M4 4l16 16"/>',
    "pencil": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5"/>',
    "pin": '<path d="M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11z"/><circle cx="12" cy="10" r="2.2"/>',
    "play": _CIRCLE + '<path d="M10 8.5v7l5.5-3.5z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 18H4V9h16v9h-3M7 14h10v6H7z"/>',
    "question": '<path d="M4 5h16v12h-7l-3 3-3-3H4z"/>'
    '<path d="M10 9.5c0-2.4 4-2.2 4 .2 0 1.4-2 1.4-2 2.8M12 14.5h.01"/>',
    "scales": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z"/>',
    "seal": '<path d="M12 3l2.3 1.8 2.9-.1.8 2.8 2.4 1.6-1 2.7 1 2.7L18 16l-.8 2.8-2.9-.1L12 20.5l-2.3-1.8-2.9.1L6 16 '
    '3.6 14.5l1-2.7-1-2.7L6 7.5l.8-2.8 2.9.1z"/><path d="M8.8 12l2.2 2.2 4.2-4.4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "settings": '<path d="M4 7h9M18 7h2M4 17h3M12 17h8"/><circle cx="15.5" cy="7" r="2.5"/>'
    '<circle cx="9.5" cy="17" r="2.5"/>',
    "shield": '<path d="M12 3l8 3c0 7-2.5 12-8 15-5.5-3-8-8-8-15zM8.5 12l2.5 2.5 4.5-5"/>',
    "star": '<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/>'
    '<path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3L7 7M17 17l1.7 1.7M18.7 5.3L17 7M7 17l-1.7 1.7"/>',
    "sync": '<path d="M19.5 10a8 8 0 0 0-14-3L4 8.5M4 4v4.5h4.5M4.5 14a8 8 0 0 0 14 3l1.5-1.5M20 20v-4.5h-4.5"/>',
    "table": _FRAME + '<path d="M3 10h18M3 14.5h18M10 10v9"/>',
    "target": _CIRCLE + '<circle cx="12" cy="12" r="5"/><path d="M12 12h.01"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"/>',
    "upload": '<path d="M12 16V5M7 9.5l5-5 5 5M4 20h16"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.5-5 3-7.5 8-7.5s7.5 2.5 8 7.5"/>',
    "users": '<circle cx="9" cy="8.5" r="3.5"/>'
    '<path d="M2.5 20c.4-4.4 2.5-6.5 6.5-6.5s6.1 2.1 6.5 6.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4'
    'M17.5 13.8c2.5.7 3.8 2.7 4 6.2"/>',
    "video": '<rect x="3" y="6" width="12.5" height="12" rx="2"/><path d="M15.5 10.5L21 7.5v9l-5.5-3z"/>',
    "warning": '<path d="M12 4L2.5 20h19zM12 10v5M12 17.5h.01"/>',
}
