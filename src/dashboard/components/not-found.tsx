import { Button, EmptyState } from '@mantine/core';
import { Link } from 'wouter';
import { Icon, type IconName } from './icons.tsx';

interface NotFoundProps {
  readonly icon: IconName;
  /** `There is no such volume` */
  readonly title: string;
  /** What was looked for, and what may have become of it. */
  readonly description: string;
  /** The way to all of its kind. */
  readonly all: { readonly label: string; readonly href: string };
}

/** In place of a single thing that is not there. */
export function NotFound({ icon, title, description, all }: NotFoundProps) {
  return (
    <EmptyState icon={<Icon name={icon} size={32} />} title={title} description={description}>
      <EmptyState.Actions>
        <Button component={Link} href={all.href} variant="default">
          {all.label}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
