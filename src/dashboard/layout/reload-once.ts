const key = 'fulmar-reloaded';

/** Milliseconds within which a page is not loaded again by itself a second time. */
const rest = 60_000;

/**
 * Loads the page again, and says whether it does: not where it did so a moment ago, since that was of no use,
 * as between two servers of which only one is updated; nor where the browser keeps nothing to tell by.
 */
export function reloadOnce(): boolean {
  try {
    const last = Number(sessionStorage.getItem(key) ?? Number.NEGATIVE_INFINITY);
    if (Date.now() - last < rest) return false;
    sessionStorage.setItem(key, `${Date.now()}`);
  } catch {
    return false;
  }
  location.reload();
  return true;
}
