"""Searching the admin's lists of people without their names and numbers in addresses."""

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.functional import cached_property

from bansos.privacy.searching import recall, remember


class BriefPaginator(Paginator):
    """Counts, and leafs, no further than this: in a million rows one searches."""

    MOST = 1000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.MOST].count()


class PostedChangeList(ChangeList):
    """Its address carries a token for what is looked for."""

    def get_queryset(self, request, exclude_parameters=None):
        self.query = recall(request, request.GET.get(SEARCH_VAR, ""))
        return super().get_queryset(request, exclude_parameters)


class PostedSearch:
    """A ModelAdmin whose search is posted. Its search_form.html has method="post"."""

    paginator: type = BriefPaginator
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return PostedChangeList

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and SEARCH_VAR in request.POST:
            query = request.GET.copy()
            query.pop("p", None)
            query[SEARCH_VAR] = remember(request, request.POST[SEARCH_VAR])
            return redirect(f"{request.path}?{query.urlencode()}")
        return super().changelist_view(request, extra_context)
