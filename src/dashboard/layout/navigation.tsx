import { NavLink, Text } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { Icon } from '../components/icons.tsx';
import type { Page } from './page.ts';

interface NavigationProps {
  readonly pages: readonly Page[];
  /** Whether there are the pages for administrators, too. */
  readonly admin: boolean;
  onLeave(): void;
}

/** The ways to the pages that an account may see; those for administrators below the others. */
export function Navigation({ pages, admin, onLeave }: NavigationProps) {
  const entry = (page: Page) => <Entry key={page.path} page={page} onLeave={onLeave} />;
  return (
    <>
      {pages.filter((page) => !page.admin).map(entry)}
      {admin && (
        <Text size="xs" c="dimmed" px="sm" pt="md" pb={4}>
          Administration
        </Text>
      )}
      {admin && pages.filter((page) => page.admin).map(entry)}
    </>
  );
}

function Entry({ page: { path, nav }, onLeave }: { readonly page: Page; onLeave(): void }) {
  const [location] = useLocation();
  if (!nav) return null;
  const active = path === '/' ? location === '/' : `${location}/`.startsWith(`${path}/`);
  return (
    <NavLink
      component={Link}
      href={path}
      label={nav.label}
      leftSection={<Icon name={nav.icon} />}
      active={active}
      aria-current={active ? 'page' : undefined}
      onClick={onLeave}
    />
  );
}
