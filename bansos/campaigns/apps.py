from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "bansos.campaigns"
    verbose_name = "Kampanye"
