// The server puts its base path before the address of the page's icon, which is right beneath it.
const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');

/** The path below which the server is reached: empty, or as `/fulmar`. */
export const basePath = new URL('.', icon?.href ?? location.origin).pathname.replace(/\/$/, '');

/** The server's address, as `https://example.org/fulmar`. */
export const serverAddress = location.origin + basePath;

/** The path of the page that is shown, as routes have it. */
export function pagePath(): string {
  const { pathname } = location;
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) return pathname;
  return pathname.slice(basePath.length) || '/';
}
