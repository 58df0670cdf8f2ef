def mask(number) -> str:
    """
    A number as it may stand on a screen: "630101******0001".

    A NIK or KK keeps the six digits of its region and its last four; anything shorter keeps its
    last four at most, and never more than a third of itself.
    """
    number = str(number or "")
    if len(number) >= 16:
        shown_first, shown_last = 6, 4
    else:
        shown_first, shown_last = 0, min(4, len(number) // 3)
    hidden = len(number) - shown_first - shown_last
    return number[:shown_first] + "*" * hidden + number[len(number) - shown_last :]
