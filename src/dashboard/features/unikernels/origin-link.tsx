import { Anchor } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';

const services: Readonly<Record<Schema['ImageOrigin']['kind'], string>> = {
  release: 'the release of',
  github: 'GitHub,',
  oci: 'the registry’s',
  builder: 'the builder’s job',
  https: 'the web,',
};

/** Where an image came from, in words: `GitHub, octo/hello v1.2`. */
export function originInWords({ kind, from, version }: Schema['ImageOrigin']): string {
  return [services[kind], from, version].filter((word) => word !== null).join(' ');
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
