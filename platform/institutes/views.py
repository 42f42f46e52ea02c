"""An institute's desk and its people; a teacher's posts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.panels import panels_for
from foundation.requests import AuthenticatedRequest
from institutes.forms import GrantForm, PostForm
from institutes.models import Membership, Organisation, Post
from institutes.operations import MembershipRefused, PostRefused, end_membership, grant_membership, save_post
from institutes.permissions import institutes_with_desk_for, memberships_managed_by, organisations_staffed_by
from institutes.selectors import people_of, posts_of

PEOPLE_PER_PAGE = 25
UNPROCESSABLE = 422


@login_required
@require_safe
def desks(request: AuthenticatedRequest) -> HttpResponse:
    """One's desks, or straight to the only one."""
    institutes = list(institutes_with_desk_for(request.user).select_related("municipality"))
    if len(institutes) == 1:
        return redirect("desk", institutes[0].code)
    return render(request, "institutes/desks.html", {"institutes": institutes})


@login_required
@require_safe
def desk(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """An institute's overview, made of what every room has to show there."""
    institute = get_object_or_404(institutes_with_desk_for(request.user).select_related("municipality"), code=code)
    panels = panels_for("desk", user=request.user, organisation=institute)
    return render(request, "institutes/desk.html", {"organisation": institute, "has_panels": bool(panels)})


def _staffed(request: AuthenticatedRequest, code: str) -> Organisation:
    return get_object_or_404(organisations_staffed_by(request.user).select_related("municipality"), code=code)


@login_required
@require_safe
def people(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Who holds which role here."""
    organisation = _staffed(request, code)
    return _draw_people(request, organisation, GrantForm(organisation=organisation))


def _draw_people(request: HttpRequest, organisation: Organisation, form: GrantForm, status: int = 200) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    page = Paginator(people_of(organisation, query=query), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page_obj": page, "query": query, "form": form}
    return render(request, "institutes/people.html", context, status=status)


@login_required
@require_POST
def membership_grant(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Give somebody a role."""
    organisation = _staffed(request, code)
    form = GrantForm(request.POST, organisation=organisation)
    if not form.is_valid() or form.person is None:
        return _draw_people(request, organisation, form, UNPROCESSABLE)
    role = Membership.Role(form.cleaned_data["role"])
    try:
        grant_membership(actor=request.user, organisation=organisation, user=form.person, role=role, at=timezone.now())
    except MembershipRefused as refusal:
        form.add_error("role", str(refusal))
        return _draw_people(request, organisation, form, UNPROCESSABLE)
    done = _("%(person)s now holds the role “%(role)s”.") % {"person": form.person, "role": role.label}
    messages.success(request, done)
    return redirect("people", code)


@login_required
@require_http_methods(["GET", "POST"])
def membership_end(request: AuthenticatedRequest, membership_id: int) -> HttpResponse:
    """Ask, then take the role away."""
    mine = memberships_managed_by(request.user).select_related("user", "organisation__municipality")
    membership = get_object_or_404(mine, pk=membership_id)
    context = {"membership": membership, "organisation": membership.organisation}
    if request.method == "GET":
        return render(request, "institutes/membership_end.html", context)
    try:
        end_membership(actor=request.user, membership=membership, at=timezone.now())
    except MembershipRefused as refusal:
        return render(request, "institutes/membership_end.html", {**context, "refusal": refusal}, status=UNPROCESSABLE)
    messages.success(request, _("The role has ended."))
    return redirect("people", membership.organisation.code)


@login_required
@require_http_methods(["GET", "POST"])
def post_edit(request: AuthenticatedRequest, post_id: int | None = None) -> HttpResponse:
    """Add a post, or change one of one's own."""
    post = get_object_or_404(posts_of(request.user), pk=post_id) if post_id else Post(user=request.user)
    form = PostForm(request.POST or None, instance=post)
    if form.is_valid() and _post_saved(request, form):
        return redirect("profile")
    context = {"form": form, "post": post}
    return render(request, "institutes/post_form.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _post_saved(request: AuthenticatedRequest, form: PostForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    try:
        saved = save_post(post=form.save(commit=False), cct=form.cleaned_data["cct"])
    except PostRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The post has been saved."))
    if saved.school and saved.school.has_doubtful_key:
        text = _("The letter at the end of %(cct)s does not match its digits. It was saved: please compare it again.")
        messages.warning(request, text % {"cct": saved.school.cct})
    return True


@login_required
@require_POST
def post_remove(request: AuthenticatedRequest, post_id: int) -> HttpResponse:
    """Remove one of one's own posts."""
    get_object_or_404(posts_of(request.user), pk=post_id).delete()
    messages.success(request, _("The post has been removed."))
    return redirect("profile")
