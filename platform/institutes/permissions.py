"""Rights are querysets: which organisations a person acts for, today and in which role."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from institutes.models import Membership, Organisation

Role = Membership.Role


def memberships_of(user: User) -> QuerySet[Membership]:
    """The memberships in force today, organisations loaded."""
    today = timezone.localdate()
    in_force = Membership.objects.filter(user_id=user.pk).in_force(today)
    return in_force.select_related("organisation").order_by("organisation__code", "role")


def organisations_where(user: User, *roles: Membership.Role) -> QuerySet[Organisation]:
    """Organisations in which the person holds one of the roles today."""
    held = memberships_of(user).filter(role__in=roles).values("organisation").order_by()
    return Organisation.objects.filter(pk__in=held)


def institutes_administered_by(user: User) -> QuerySet[Organisation]:
    return organisations_where(user, Role.INSTITUTE_ADMIN)


def institutes_certified_by(user: User) -> QuerySet[Organisation]:
    return organisations_where(user, Role.CERTIFIER)


def institutes_with_desk_for(user: User) -> QuerySet[Organisation]:
    """Institutes whose desk the person may open."""
    if administers_for_the_state(user):
        return Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE)
    staff = organisations_where(user, Role.INSTITUTE_ADMIN, Role.CERTIFIER, Role.FACILITATOR)
    return staff.filter(kind=Organisation.Kind.INSTITUTE)


def evaluates_for_the_state(user: User) -> bool:
    """Whether the person evaluates or administers for the authority."""
    state_roles = organisations_where(user, Role.EVALUATOR, Role.SEJ_ADMIN)
    return state_roles.filter(kind=Organisation.Kind.AUTHORITY).exists()


def administers_for_the_state(user: User) -> bool:
    """Whether the person is an SEJ administrator (or the operator's superuser)."""
    authorities = organisations_where(user, Role.SEJ_ADMIN).filter(kind=Organisation.Kind.AUTHORITY)
    return user.is_superuser or authorities.exists()


def organisations_where_or_all(user: User, *roles: Membership.Role) -> QuerySet[Organisation]:
    """Organisations in which the person holds one of the roles today; every one for the state's administrators."""
    return Organisation.objects.all() if administers_for_the_state(user) else organisations_where(user, *roles)


def organisations_written_for_by(user: User) -> QuerySet[Organisation]:
    """Organisations whose texts (questions, terms) the person writes."""
    return organisations_where_or_all(user, Role.AUTHOR, Role.INSTITUTE_ADMIN)


def acts_for_any(user: User, *roles: Membership.Role) -> bool:
    """Whether ``organisations_where_or_all`` holds any; the own are asked first, where most have one."""
    return organisations_where(user, *roles).exists() or administers_for_the_state(user)


def writes_for_any(user: User) -> bool:
    return acts_for_any(user, Role.AUTHOR, Role.INSTITUTE_ADMIN)


def organisations_staffed_by(user: User) -> QuerySet[Organisation]:
    """Organisations whose people the person may change: one's own, or every one for SEJ administrators."""
    if administers_for_the_state(user):
        return Organisation.objects.all()
    return institutes_administered_by(user)


def memberships_managed_by(user: User) -> QuerySet[Membership]:
    """Memberships, past ones too, that the person may see and end."""
    return Membership.objects.filter(organisation__in=organisations_staffed_by(user))
