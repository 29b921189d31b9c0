"""Where a release is asked: one small interface, and behind it the engine in processes that can be killed.

    EmbeddedStore (your process, any thread)
       ├── control socket ──▶ zygote: one thread, loads the release once, forks
       ├── one socket each ──▶ workers: forked, fenced in, killed at the deadline
       └── one socket each ──▶ remote: asks one other endpoint that the operator allows, and ends

The engine can neither be stopped nor survive every query (a 5 KB text ends the process), so no query is
parsed or evaluated in the process that asks. When that process dies, its control socket closes, the zygote
leaves, and the workers are told by the kernel. No worker can reach a network: a SERVICE in a query is asked
for over the worker's socket, answered by a process that does nothing else, and joined as a table.
"""
