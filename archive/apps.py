from django.contrib.admin.apps import AdminConfig


class ReftelAdminConfig(AdminConfig):
    default_site = "cables.admin.site.ReftelAdminSite"
