import { Group, Text } from '@mantine/core';

/** The name of the product. */
export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src="/fulmar.svg" alt="" width={28} height={28} />
      <Text fw={600} size="lg">
        Fulmar
      </Text>
    </Group>
  );
}
