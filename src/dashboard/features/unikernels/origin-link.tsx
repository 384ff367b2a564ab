import { Anchor } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';

const services: Readonly<Record<Schema['ImageOrigin']['kind'], string | null>> = {
  release: 'release',
  github: 'GitHub,',
  oci: null,
  builder: 'the builder’s job',
  https: null,
};

/** Where an image came from, in words: `GitHub, octo/hello v1.2`, `release 7 of one/hello`. */
export function originInWords({ kind, from, version }: Schema['ImageOrigin']): string {
  const name = kind === 'release' ? [version, 'of', from] : [from, version];
  return [services[kind], ...name].filter((word) => word !== null).join(' ');
}

interface OutsideLinkProps {
  /** Leads nowhere unless it is an address on the web. */
  readonly href: string | null;
  readonly children: string;
}

/** A link to somebody else's page, if there is one. */
export function OutsideLink({ href, children }: OutsideLinkProps) {
  if (!href || !/^https?:\/\//.test(href)) return null;
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" size="sm" underline="always">
      {children}
    </Anchor>
  );
}
