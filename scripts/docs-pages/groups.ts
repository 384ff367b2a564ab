import { plainText } from './plain-text.ts';
import type { DocsPage } from './read-pages.ts';

/** A page, and what it is about in a few words. */
export interface ListedPage extends DocsPage {
  readonly summary: string;
}

/** Pages that one looks for together. */
export interface DocsGroup {
  readonly title: string;
  readonly pages: readonly ListedPage[];
}

/** The pages in the order in which they are read, each with what it is about; what is in none comes last. */
const order: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Get started': {
    'getting-started': 'From an empty server to a running unikernel.',
    install: 'A Debian package, a tarball or a container image.',
    configuration: 'Every environment variable.',
    deployment: 'Behind a proxy, several servers on PostgreSQL, backup.',
    backup: 'One encrypted file with everything, online, and back again.',
    upgrading: 'What to check before, and how to go back.',
    'migrating-from-mollymawk': 'Take over users, hosts, policies and tokens.',
  },
  Deploy: {
    unikernels: 'Deployments, releases, updates, checks, stop and start.',
    sources: 'Images from GitHub, registries, a builder and the web.',
    secrets: 'Values that arguments refer to by name.',
    volumes: 'Block devices: create, fill, download, destroy.',
    consoles: 'What unikernels print, live and kept.',
    'github-actions': 'The deploy step, with and without a stored secret.',
    cli: 'Deploy and inspect from a terminal or a script.',
    'cli-reference': 'Commands, their options and exit codes.',
  },
  Administer: {
    hosts: 'Add a host, its trust, its health, and policies.',
    'hosts-over-ssh': 'Hosts that expose only SSH.',
    accounts: 'Sign-up, approval, sessions and passwords.',
    tokens: 'Scopes, and the hosts and names a token is limited to.',
    'external-credentials': 'What the server presents to GitHub and registries.',
    events: 'What happens, as a list and as a stream.',
    notifications: 'Webhooks, messages and e-mail, and who gets them.',
    monitoring: 'Health, metrics, Grafana and alerts.',
    audit: 'Who changed what, with which credential, from where.',
    dashboard: 'The pages, and how they are built and served.',
  },
  Reference: {
    routes: 'Every route and every problem.',
    'api-conventions': 'What applies to every route of version 1.',
    mollymawk: 'The API that pipelines written for mollymawk speak.',
    performance: 'What to expect, and how it is measured.',
    changelog: 'What each release brings.',
  },
  'Work on Fulmar': {
    contributing: 'The first hour, how code and tests are written, checklists.',
    architecture: 'How the code is laid out, and why.',
    'albatross-protocol': 'What a host is sent and answers.',
  },
};

/** Sorts pages into their groups. */
export function groupPages(pages: readonly DocsPage[]): DocsGroup[] {
  const rest = new Map(pages.map((page) => [page.name, page]));
  const groups = Object.entries(order).map(([title, summaries]) => ({
    title,
    pages: Object.entries(summaries).flatMap(([name, summary]) => {
      const page = rest.get(name);
      rest.delete(name);
      return page ? [{ ...page, summary }] : [];
    }),
  }));
  const more = [...rest.values()].map((page) => ({ ...page, summary: firstSentence(page.about) }));
  return more.length === 0 ? groups : [...groups, { title: 'More', pages: more }];
}

/** Its end is a stop before a blank. */
function firstSentence(about: string): string {
  const text = plainText(about).replace(/:$/, '.');
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}
