import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { documentationQuery } from '../api/documentation.ts';
import { hostsQuery } from '../api/hosts.ts';
import { unikernelsQuery } from '../api/unikernels.ts';
import { volumesQuery } from '../api/volumes.ts';
import { paths } from '../components/paths.ts';
import type { Page } from './page.ts';

/** Somewhere to go. */
export interface Destination {
  readonly kind: 'Page' | 'Unikernel' | 'Volume' | 'Host' | 'Documentation';
  readonly label: string;
  readonly href: string;
}

const shown = 10;

/** All that an account can go to: pages first, the documentation last. */
export function useDestinations(pages: readonly Page[]): readonly Destination[] {
  const unikernels = useQuery(unikernelsQuery).data?.data;
  const volumes = useQuery(volumesQuery).data?.data;
  const hosts = useQuery(hostsQuery).data?.data;
  const sections = useQuery(documentationQuery).data;
  return useMemo(
    () => [
      ...pages.flatMap(({ path: href, nav }) =>
        nav ? [{ kind: 'Page', label: nav.label, href } as const] : [],
      ),
      ...(unikernels ?? []).map(({ host, name }) => ({
        ...({ kind: 'Unikernel', label: `${name} on ${host}` } as const),
        href: paths.unikernel(host, name),
      })),
      ...(volumes ?? []).map(({ host, name }) => ({
        ...({ kind: 'Volume', label: `${name} on ${host}` } as const),
        href: paths.volume(host, name),
      })),
      ...(hosts ?? []).map(({ name }) => ({
        ...({ kind: 'Host', label: name } as const),
        href: paths.host(name),
      })),
      ...(sections ?? []).map(({ title, href }) => ({
        ...({ kind: 'Documentation', label: title } as const),
        href,
      })),
    ],
    [pages, unikernels, volumes, hosts, sections],
  );
}

/** Those that have all words, what begins with the first one before others. */
export function findDestinations(all: readonly Destination[], text: string): Destination[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ kind, label }) => {
    const whole = `${label} ${kind}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const begins = ({ label }: Destination) => label.toLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((each) => !begins(each))].slice(0, shown);
}
