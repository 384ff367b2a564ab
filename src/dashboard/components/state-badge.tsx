import { Badge } from '@mantine/core';

/** How something is: well, to be looked at, broken, or none of these. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

const colors: Readonly<Record<Tone, string>> = {
  good: 'green.7',
  warning: 'yellow.7',
  bad: 'red.7',
  neutral: 'gray.6',
};

/** A state in a word, with a dot of the colour that goes with it. */
export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <Badge variant="dot" color={colors[tone]} miw="max-content">
      {children}
    </Badge>
  );
}
