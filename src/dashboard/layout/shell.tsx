import { Anchor, AppShell, Burger, Container, Group, Skeleton, useMatches } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'wouter';
import { basePath } from '../api/base-path.ts';
import type { Schema } from '../api/schema.ts';
import { AccountMenu } from './account-menu.tsx';
import { AwayNotice } from './away-notice.tsx';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Jump } from './jump.tsx';
import { Navigation } from './navigation.tsx';
import { OldPageNotice } from './old-page-notice.tsx';
import type { Page } from './page.ts';
import { SchemeControl } from './scheme-control.tsx';
import { ToldNotice } from './told-notice.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

const mainId = 'main';

interface ShellProps {
  readonly account: Schema['Account'];
  readonly pages: readonly Page[];
  readonly children: ReactNode;
}

/** What is around every page: who is signed in, and the ways to the other pages. */
export function Shell({ account, pages, children }: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure();
  const narrow = useMatches({ base: true, sm: false });
  const [location] = useLocation();
  const visible = pages.filter(({ admin = false }) => account.admin || !admin);
  useHotkeys([['Escape', close]]);
  useFocusOnNavigation(mainId, location);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', lg: 'xl' }}
    >
      <a className="skip-link" href={`#${mainId}`}>
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Navigation"
              aria-expanded={opened}
            />
            <Brand />
          </Group>
          <Group gap={4} wrap="nowrap">
            <Jump pages={visible} />
            <Bell />
            <SchemeControl />
            <AccountMenu account={account} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages" inert={narrow && !opened}>
        <AppShell.Section grow mih={0} style={{ overflowY: 'auto' }}>
          <Navigation pages={pages} admin={account.admin} onLeave={close} />
        </AppShell.Section>
        <AppShell.Section p="sm">
          <Anchor href={`${basePath}/docs`} size="sm" c="dimmed">
            Documentation
          </Anchor>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id={mainId} tabIndex={-1} inert={narrow && opened}>
        <Container size={1920} px={0} pb="xl">
          <ErrorBoundary key={location}>
            <Suspense fallback={<Skeleton height={36} width={240} />}>{children}</Suspense>
          </ErrorBoundary>
        </Container>
        <AwayNotice />
        <OldPageNotice />
      </AppShell.Main>
      <ToldNotice />
    </AppShell>
  );
}
