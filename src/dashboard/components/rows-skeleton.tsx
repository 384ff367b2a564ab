import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** Stands for so many lines that are on their way. */
export function RowsSkeleton({ rows = 3, height = 36 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <Skeleton key={key} height={height} />
      ))}
    </Stack>
  );
}
