from django import forms

from bansos.indonesia import regions

from .fields import TidyField

SHOWN = 8


class RegionFields(forms.Form):
    """
    A place by typing a part of its name and choosing among those found.

    Without JavaScript the choice comes with the answer to the first attempt to save.
    """

    region_text = TidyField(
        label="Desa atau kelurahan",
        max_length=100,
        required=False,
        help_text="Ketik namanya, bila perlu dengan kecamatan: angsau pelaihari.",
    )
    region_code = forms.CharField(required=False, max_length=20)

    near = ""
    """The code of the region whose places are offered first."""

    def clean(self):
        cleaned = super().clean()
        if "region_text" in cleaned and "region_code" in cleaned:
            cleaned["region_code"] = self._chosen(cleaned["region_text"], cleaned["region_code"])
        return cleaned

    def _chosen(self, text, code) -> str:
        if not text:
            return ""
        code = regions.dotted(code)
        if code and text == regions.full_name(code):
            return code
        found = regions.search(text, within=self.near, limit=SHOWN)
        codes = [region.code for region in found]
        if code in codes:
            return code
        if len(codes) == 1:
            return codes[0]
        if codes:
            self.add_error("region_text", "Pilih salah satu wilayah di bawah.")
        else:
            self.add_error("region_text", "Tidak ada wilayah bernama itu. Periksa ejaannya.")
        return ""

    @property
    def regions_found(self) -> list:
        """What the choice is between: what was typed, or what is recorded."""
        text = self["region_text"].value() or ""
        code = regions.dotted(self["region_code"].value())
        if code and text == regions.full_name(code):
            return [region_of(code)]
        return regions.search(text, within=self.near, limit=SHOWN)


def region_of(code) -> regions.Region:
    return regions.Region(
        code=code,
        name=regions.region_name(code),
        full_name=regions.full_name(code),
        postal_code=regions.postal_code(code),
        is_village=regions.is_village(code),
    )
