/** Milliseconds after which what is typed counts as typed. */
export const settling = 500;
