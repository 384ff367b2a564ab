import { Group, Text } from '@mantine/core';

/** The name of the product; its sign alone where there is little room. */
export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src="/fulmar.svg" alt="Fulmar" width={28} height={28} />
      <Text fw={600} size="lg" aria-hidden visibleFrom="xs">
        Fulmar
      </Text>
    </Group>
  );
}
