"""The pages of lists, accounts and saved searches."""

from cables.workspace.views.accounts import Login, Password, account, delete_data, logged_out
from cables.workspace.views.lists import (
    account_list,
    change_entry,
    change_list,
    copy_list,
    delete_list,
    import_lists,
    keep,
    lists_file,
    new_list,
)
from cables.workspace.views.public import lists, shared, shared_by_link, shared_file, shared_file_by_link
from cables.workspace.views.searches import change_search, delete_search, new_search, search_feed, unsubscribe
from cables.workspace.views.taking import take_list, take_sent, take_shared, take_shared_by_link

__all__ = [
    "Login",
    "Password",
    "account",
    "account_list",
    "change_entry",
    "change_list",
    "change_search",
    "copy_list",
    "delete_data",
    "delete_list",
    "delete_search",
    "import_lists",
    "keep",
    "lists",
    "lists_file",
    "logged_out",
    "new_list",
    "new_search",
    "search_feed",
    "shared",
    "shared_by_link",
    "shared_file",
    "shared_file_by_link",
    "take_list",
    "take_sent",
    "take_shared",
    "take_shared_by_link",
    "unsubscribe",
]
