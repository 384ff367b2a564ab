import { Button, Group } from '@mantine/core';
import { Link, useLocation } from 'wouter';

const parts = [
  { path: '/account', label: 'Sign-in' },
  { path: '/account/trusts', label: 'Trusts' },
  { path: '/account/secrets', label: 'Secrets' },
  { path: '/account/external-credentials', label: 'External credentials' },
  { path: '/account/activity', label: 'Activity' },
] as const;

/** The ways between the pages about one's own account. */
export function AccountNavigation() {
  const [location] = useLocation();
  return (
    <Group component="nav" aria-label="Account" gap={4} mb="lg">
      {parts.map(({ path, label }) => {
        const here = location === path;
        return (
          <Button
            key={path}
            component={Link}
            href={path}
            size="compact-md"
            variant={here ? 'light' : 'subtle'}
            c={here ? undefined : 'var(--mantine-color-text)'}
            aria-current={here ? 'page' : undefined}
          >
            {label}
          </Button>
        );
      })}
    </Group>
  );
}
