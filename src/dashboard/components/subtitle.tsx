import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { paths } from './paths.ts';

interface SubtitleProps {
  /** `A unikernel` */
  readonly what: string;
  /** The host that it is on. */
  readonly host?: string;
  /** The way to all of its kind. */
  readonly all: { readonly label: string; readonly href: string };
}

/** Below the name of a single thing: what it is, where, and the way back to the others. */
export function Subtitle({ what, host, all }: SubtitleProps) {
  return (
    <>
      {what}
      {host !== undefined && ' on '}
      {host !== undefined && <TextLink href={paths.host(host)} label={host} />}.{' '}
      <TextLink href={all.href} label={all.label} />
    </>
  );
}

function TextLink({ href, label }: { readonly href: string; readonly label: string }) {
  return (
    <Anchor component={Link} href={href} inherit underline="always">
      {label}
    </Anchor>
  );
}
