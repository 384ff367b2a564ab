/** What an image in a registry is called, as people write it. */
export interface Reference {
  /** `registry.example.org:5000`; Docker Hub is `docker.io`. */
  readonly registry: string;
  /** `library/alpine` */
  readonly repository: string;
  /** null: a digest is given alone. */
  readonly tag: string | null;
  /** `sha256:…`; it counts where both are given, and the tag says what comes after it. */
  readonly digest: string | null;
}

const dockerHub = 'docker.io';

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const registryPattern = /^(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const namePattern =
  /^([^@]+?)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/;

/** A reference, with what its short forms leave out; null: it is none. */
export function parseReference(text: string): Reference | null {
  const [first = '', ...rest] = text.split('/');
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = isRegistry ? canonical(first) : dockerHub;
  const [, path = '', given = null, digest = null] =
    namePattern.exec(isRegistry ? rest.join('/') : text) ?? [];
  const isShort = registry === dockerHub && !path.includes('/');
  const repository = isShort ? `library/${path}` : path;
  if (!isAddress(registry) || !repositoryPattern.test(repository)) return null;
  const tag = given ?? (digest === null ? 'latest' : null);
  return { registry, repository, tag, digest };
}

/** What looks like one need not be: a port of five digits, or the last part of a host's name. */
function isAddress(registry: string): boolean {
  return registryPattern.test(registry) && URL.canParse(`https://${registry}`);
}

function canonical(registry: string): string {
  const lower = registry.toLowerCase();
  return lower === 'index.docker.io' ? dockerHub : lower;
}
