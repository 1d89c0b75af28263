/** A request of an example. */
interface Request {
  method: string;
  /** Parameters in braces. */
  path: string;
  isPublic: boolean;
  /** The media type that is asked for, if not JSON. */
  accept?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

/** A request as one types it into a shell, with the token in `$TOKEN`. Names in braces are for the reader to replace. */
export function curlLine(
  address: string,
  { method, path, isPublic, accept, params = {}, query, body }: Request,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  const isChange = method === 'PUT' || method === 'DELETE';
  return [
    `curl -sS ${method === 'GET' ? '' : `-X ${method} `}${quote(`${address}${filled}${search}`)}`,
    ...(isPublic ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(accept === undefined ? [] : [`-H ${quote(`Accept: ${accept}`)}`]),
    ...(isChange ? [`-H ${quote('If-Match: "{version}"')}`] : []),
    ...(body === undefined
      ? []
      : [`-H ${quote('Content-Type: application/json')}`, `-d ${quote(JSON.stringify(body, null, 2))}`]),
  ].join(' \\\n  ');
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
