from django.contrib.admin import AdminSite


class ReftelAdminSite(AdminSite):
    site_header = "Reftel desk"
    site_title = "Reftel desk"
    index_title = "Desk"
