/** What octets say as JSON; null where they say nothing, which fits no schema. */
export function asJson(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString());
  } catch {
    return null;
  }
}
