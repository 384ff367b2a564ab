import { TagsInput, type TagsInputProps } from '@mantine/core';

/** Labels of a unikernel, each as `key=value`. */
export function LabelsField(props: TagsInputProps) {
  return (
    <TagsInput
      label="Labels"
      description="Write each as key=value and press Enter."
      placeholder="tier=web"
      clearable
      {...props}
    />
  );
}
