import { NavLink } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { Icon } from '../components/icons.tsx';
import { pages } from '../pages.ts';

/** The ways to the pages that an account may see. */
export function Navigation({ admin, onLeave }: { readonly admin: boolean; onLeave(): void }) {
  const [location] = useLocation();
  return pages
    .filter((page) => admin || !page.admin)
    .map(({ path, nav }) => {
      if (!nav) return null;
      const active = path === '/' ? location === '/' : `${location}/`.startsWith(`${path}/`);
      return (
        <NavLink
          key={path}
          component={Link}
          href={path}
          label={nav.label}
          leftSection={<Icon name={nav.icon} />}
          active={active}
          aria-current={active ? 'page' : undefined}
          onClick={onLeave}
        />
      );
    });
}
