import { Container, Group, Paper } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { RowsSkeleton } from '../components/rows-skeleton.tsx';
import { Brand } from './brand.tsx';
import { SchemeControl } from './scheme-control.tsx';

/** What is around the pages for everybody: signing in and signing up. */
export function Entrance({ children }: { readonly children: ReactNode }) {
  return (
    <Container size={420} px="md" py={{ base: 'lg', sm: 80 }}>
      <Group component="header" justify="space-between" mb="lg">
        <Brand />
        <SchemeControl />
      </Group>
      <Paper component="main" p={{ base: 'md', sm: 'xl' }}>
        <Suspense fallback={<RowsSkeleton rows={4} height={52} />}>{children}</Suspense>
      </Paper>
    </Container>
  );
}
