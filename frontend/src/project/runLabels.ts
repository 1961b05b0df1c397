/** How much people can write on a run: what the server takes. */

/** Most characters of a name, most tags, most characters of each, and of the notes. */
export const MOST_OF_LABELS = { title: 120, tags: 12, tag: 40, own_notes: 1000 } as const;
