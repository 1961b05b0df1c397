"""Files that outlive a request: uploads, weights, downloads and checkpoints, all below one data folder.

``FileStore(data_dir)`` is handed to whoever needs it: the app, a worker, the command line, an entry that is parsed.
``blobs`` is the small interface behind it (a folder today), ``meta`` what is known of a stored file, ``tensorfile``
the format of the arrays, ``durable`` the one way to write a file and to lock one.
"""
