"""Pages for people, one module a subject: each takes what a view read, and a template."""
