import { Anchor, Group } from '@mantine/core';

/** The part of a page that a link of `PageContents` leads to, by its title. */
export const partId = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** The ways to the parts of a long page, below its head. */
export function PageContents({ parts }: { readonly parts: readonly string[] }) {
  return (
    <Group component="nav" aria-label="On this page" style={{ gap: '0.25rem 1rem' }}>
      {parts.map((part) => (
        <Anchor key={part} href={`#${partId(part)}`} size="sm" underline="always">
          {part}
        </Anchor>
      ))}
    </Group>
  );
}
