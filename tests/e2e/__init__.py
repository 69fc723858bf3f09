"""Tests in a real browser.  A package, so that its files may be named as those of the tests without one."""
