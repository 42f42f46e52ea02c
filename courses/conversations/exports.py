"""What is held about a person here."""

from courses.conversations.models import Announcement, Mailing, Message, Post, Report, Subscription
from foundation.personal import exempt, holds

holds("messages", Message, owner="thread__enrolment__teacher", fields=("thread__enrolment__uid", "text", "sent_at"))
holds("messages_written", Message, owner="author", fields=("text", "sent_at"))
holds("mailings_written", Mailing, owner="author", fields=("cohort__name", "text", "written_at"))
holds("announcements_written", Announcement, owner="author", fields=("cohort__name", "title", "text", "written_at"))
holds("discussion_posts", Post, owner="author", fields=("cohort__name", "lesson_uid", "text", "posted_at", "edited_at"))
holds("reported_posts", Report, owner="reporter", fields=("reason", "reported_at", "settled_at"))
holds("followed_conversations", Subscription, owner="user", fields=("cohort__name", "lesson_uid"))
exempt(Post, "hidden_by", because="The post is somebody else's.")
