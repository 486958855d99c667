from django.contrib.auth.views import LogoutView
from django.urls import path

from cables.workspace import views

urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/shared/", views.shared, name="shared"),
    path("lists/shared/<slug:token>/", views.shared_by_link, name="shared-by-link"),
    path("lists/shared-file/", views.shared_file, name="shared-file"),
    path("lists/shared-file/<slug:token>/", views.shared_file_by_link, name="shared-file-by-link"),
    path("lists/take-away/", views.take_sent, name="take-sent"),
    path("lists/take-away/shared/<str:name>", views.take_shared, name="take-shared"),
    path("lists/take-away/<slug:token>/<str:name>", views.take_shared_by_link, name="take-shared-by-link"),
    path("account/", views.account, name="account"),
    path("account/login/", views.Login.as_view(), name="login"),
    path("account/logout/", LogoutView.as_view(next_page="logged-out"), name="logout"),
    path("account/logged-out/", views.logged_out, name="logged-out"),
    path("account/password/", views.Password.as_view(), name="password"),
    path("account/delete/", views.delete_data, name="delete-data"),
    path("account/keep/", views.keep, name="keep"),
    path("account/lists/new/", views.new_list, name="new-list"),
    path("account/lists/import/", views.import_lists, name="import-lists"),
    path("account/lists/copy/", views.copy_list, name="copy-list"),
    path("account/lists/file/", views.lists_file, name="lists-file"),
    path("account/lists/<int:pk>/", views.account_list, name="account-list"),
    path("account/lists/<int:pk>/change/", views.change_list, name="change-list"),
    path("account/lists/<int:pk>/entries/", views.change_entry, name="change-entry"),
    path("account/lists/<int:pk>/delete/", views.delete_list, name="delete-list"),
    path("account/lists/<int:pk>/take-away/<str:name>", views.take_list, name="take-list"),
    path("account/searches/new/", views.new_search, name="new-search"),
    path("account/searches/<int:pk>/", views.change_search, name="change-search"),
    path("account/searches/<int:pk>/delete/", views.delete_search, name="delete-search"),
    path("account/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("feeds/searches/<slug:token>/", views.search_feed, name="search-feed"),
]
