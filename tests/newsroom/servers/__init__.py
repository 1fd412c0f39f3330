"""The site as servers run it: several processes, a replica, a pool of connections, a worker, a socket."""
