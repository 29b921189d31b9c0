"""What a page shows of a thing: few bound queries in, frozen records out; neither HTML nor HTTP."""
