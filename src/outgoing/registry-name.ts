declare const brand: unique symbol;

/** The host of a registry, and its port where that is not 443: `registry.example.org:5000`, in lower case. */
export type RegistryName = string & { readonly [brand]: true };

const pattern = /^(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;

/** What Docker Hub is called, which is no other registry. */
const dockerHub = new Set(['docker.io', 'index.docker.io']);

/** Whether a text is a host as it is written in addresses, in lower case, and its port where that is not 443. */
export function isHost(text: string): boolean {
  if (text.length > 255 || !pattern.test(text)) return false;
  return URL.parse(`https://${text}`)?.host === text;
}

/** Whether a text is a registry's name as it is written here: with a dot, a port or `localhost`, as in a reference. */
export function isRegistryName(text: string): text is RegistryName {
  if (!isHost(text) || dockerHub.has(text)) return false;
  return /[.:]/.test(text) || text === 'localhost';
}
