"""Keeping Wagtail's groups in step with who holds which role where; every operation may be repeated."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from accounts.models import User
from cms.pages.groups import FILE_RIGHTS, NAMES, PAGE_RIGHTS, SEJ_GROUP, group_name, is_managed
from cms.pages.models import HomePage, InstitutePage
from institutes.models import Membership, Organisation
from institutes.permissions import memberships_of

Role = Membership.Role
# What is in it everybody may see, like the information pages it is meant for; only the state puts files there.
PUBLIC_COLLECTION = "Archivos públicos"


@transaction.atomic
def ensure_home() -> HomePage:
    """The front page, at the root of the site, in place of the page Wagtail starts with; safe to repeat."""
    home = HomePage.objects.filter(locale=Locale.get_default()).order_by("pk").first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="Portada", slug="portada", locale=Locale.get_default()))
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    first = site.root_page if site.root_page_id else None
    if first is None or not isinstance(first.specific, HomePage):
        site.root_page = home
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()
        if first is not None and first.specific_class is Page and first.is_leaf():
            first.delete()
    found: HomePage = HomePage.objects.get(pk=home.pk)
    return found


@transaction.atomic
def ensure_institute_page(organisation: Organisation) -> InstitutePage:
    """The place of an organisation in the tree; safe to repeat."""
    home = ensure_home()
    existing = InstitutePage.objects.filter(organisation=organisation, locale=home.locale).first()
    slug = slugify(organisation.code)
    page: InstitutePage = InstitutePage(
        title=organisation.name, slug=slug, organisation=organisation, locale=home.locale
    )
    if existing is not None:
        page = existing
    else:
        home.add_child(instance=page)
    return page


@transaction.atomic
def sync_editor_groups() -> None:
    """Make every group, its rights and its members what memberships say today."""
    _sync_state_group()
    for organisation in Organisation.objects.filter(pk__in=InstitutePage.objects.values("organisation")):
        sync_institute(organisation)
    for organisation in Organisation.objects.filter(memberships__role=Role.REVIEWER).distinct():
        reviewers_group(organisation)
    involved = User.objects.filter(memberships__role__in=[*NAMES, Role.SEJ_ADMIN]) | User.objects.filter(
        groups__in=[group for group in Group.objects.all() if is_managed(group.name)]
    )
    for user in involved.distinct():
        sync_person(user)


@transaction.atomic
def sync_institute(organisation: Organisation) -> None:
    """The groups of an institute that has a place in the tree, and its collection of files."""
    collection = collection_of(organisation)
    for role, rights in PAGE_RIGHTS.items():
        group = _group(group_name(role, organisation.code))
        for page in InstitutePage.objects.filter(organisation=organisation):
            grant_pages(group, page, rights)
        grant_files(group, collection, FILE_RIGHTS)


@transaction.atomic
def sync_person(user: User) -> None:
    """Put the person into the groups of the roles held today, and out of all others of ours."""
    held = memberships_of(user).filter(role__in=[*NAMES, Role.SEJ_ADMIN])
    wanted = {_group(group_name(member.role, member.organisation.code)) for member in held}
    if any(group.name == SEJ_GROUP for group in wanted):
        _sync_state_group()
    current = {group for group in user.groups.all() if is_managed(group.name)}
    user.groups.remove(*(current - wanted))
    user.groups.add(*(wanted - current))


def reviewers_group(organisation: Organisation) -> Group:
    """The reviewers of a partner; what they may see is granted course by course."""
    return _group(group_name(Role.REVIEWER, organisation.code))


def collection_of(organisation: Organisation) -> Collection:
    """Where an institute keeps its images, audio, video and documents."""
    root = Collection.get_first_root_node()
    name = f"{organisation.short_name} ({organisation.code})"[:255]
    existing = root.get_children().filter(name__endswith=f"({organisation.code})").first()
    return existing or root.add_child(instance=Collection(name=name))


def grant_pages(group: Group, page: Page, codenames: Iterable[str]) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    GroupPagePermission.objects.bulk_create(
        (GroupPagePermission(group=group, page_id=page.pk, permission=right) for right in rights), ignore_conflicts=True
    )


def revoke_pages_under(group: Group, page: Page) -> None:
    """Take back what a group may do with a page and with everything below it."""
    GroupPagePermission.objects.filter(group=group, page__path__startswith=page.path).delete()


def grant_files(group: Group, collection: Collection, codenames: Iterable[str]) -> None:
    files = Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailmedia"])
    GroupCollectionPermission.objects.bulk_create(
        (
            GroupCollectionPermission(group=group, collection=collection, permission=right)
            for right in files.filter(codename__in=codenames)
        ),
        ignore_conflicts=True,
    )


def revoke_files(group: Group, collection: Collection) -> None:
    GroupCollectionPermission.objects.filter(group=group, collection=collection).delete()


def ensure_public_collection() -> Collection:
    """Where the state keeps what everybody may see; safe to repeat."""
    root = Collection.get_first_root_node()
    existing = root.get_children().filter(name=PUBLIC_COLLECTION).first()
    return existing or root.add_child(instance=Collection(name=PUBLIC_COLLECTION))


def _group(name: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        group.permissions.add(*_admin_access())
    return group


def _admin_access() -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))


def _sync_state_group() -> None:
    """The state's administrators: all pages, all files, people and frameworks."""
    group = _group(SEJ_GROUP)
    every_right = Permission.objects.filter(content_type__app_label="wagtailcore", codename__endswith="_page")
    root = Page.get_first_root_node()
    grant_pages(group, root, every_right.values_list("codename", flat=True))
    files = [f"{verb}_{thing}" for verb in ("add", "change", "delete", "choose", "view")
             for thing in ("image", "document", "media")]  # fmt: skip
    grant_files(group, Collection.get_first_root_node(), files)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label__in=["skills", "institutes"]),
        *Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="collection"),
        *Permission.objects.filter(codename="submit_translation"),
    )
