from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "cables.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Lists and saved searches"
