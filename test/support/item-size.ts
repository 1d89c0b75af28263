/**
 * What an item counts at DynamoDB, in bytes: names and texts in UTF-8, a number half its digits and one, 3 bytes for a
 * list or map and 1 for each of its elements (DynamoDB developer guide, "Item sizes and formats").
 */
export function itemSize(item: Record<string, unknown>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value),
    0,
  );
}

function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + sizeOfValue(element), 3);
  if (typeof value === 'object' && value !== null)
    return 3 + Object.keys(value).length + itemSize(value as Record<string, unknown>);
  return 1;
}
