"""What is held about a person here."""

from foundation.personal import holds
from institutes.models import Membership, Post

holds("roles", Membership, owner="user", fields=("organisation__name", "role", "valid_from", "valid_to"))
holds("posts", Post, owner="user", fields=("school__cct", "municipality__name", "level", "function", "shift"))
