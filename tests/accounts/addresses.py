from tests.addressing import Address

ADDRESSES = [
    Address("account_signup", anonymous=200, stranger=302, allowed=302),
    Address("account_confirm_email", make=lambda world: {"key": "vencida"}, anonymous=410, stranger=410, allowed=410),
    Address("resend_confirmation", anonymous=200, stranger=200),
    Address("cms_sign_in", stranger=302, allowed=302),
    Address("page_sign_in", stranger=302, allowed=302),
    Address("privacy_notice", anonymous=200, stranger=200),
    Address("privacy_notice_version", make=lambda world: {"version": "2026-1"}, anonymous=200, stranger=200),
    Address("accept_notice", stranger=200),
    Address("reading", anonymous=200, stranger=200),
    Address("reading", method="post", anonymous=302, stranger=302, allowed=302),
    Address("profile", stranger=200),
    Address("profile_edit", stranger=200),
    Address("profile_sensitive", stranger=200),
    Address("profile_sensitive_withdraw", method="post", stranger=302, allowed=302),
]
