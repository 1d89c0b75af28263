/**
 * What the API answers when it does not do what was asked (RFC 9457). `type` is `/problems/<code with dashes>`, stable
 * for clients; titles are for people.
 */
export const PROBLEMS = {
  invalid_request: { status: 400, de: 'Ungültige Anfrage', en: 'Invalid request' },
  invalid_json: { status: 400, de: 'Kein gültiges JSON-Objekt', en: 'Not a valid JSON object' },
  invalid_cursor: { status: 400, de: 'Ungültiger Cursor', en: 'Invalid cursor' },
  invalid_idempotency_key: { status: 400, de: 'Ungültiger Idempotency-Key', en: 'Invalid Idempotency-Key' },
  unauthorized: { status: 401, de: 'Nicht angemeldet', en: 'Not authenticated' },
  forbidden: { status: 403, de: 'Nicht erlaubt', en: 'Not allowed' },
  not_found: { status: 404, de: 'Nicht gefunden', en: 'Not found' },
  method_not_allowed: { status: 405, de: 'Methode nicht erlaubt', en: 'Method not allowed' },
  not_acceptable: { status: 406, de: 'Kein passendes Format', en: 'No acceptable format' },
  illegal_transition: { status: 409, de: 'Zustand erlaubt das nicht', en: 'Not possible in this state' },
  contact_frequency_exceeded: {
    status: 409,
    de: 'Zu früh für den nächsten Kontakt',
    en: 'Too early for the next contact',
  },
  contact_stopped: { status: 409, de: 'Kein Kontakt erlaubt', en: 'Contact is stopped' },
  request_not_available: {
    status: 409,
    de: 'Anfrage nicht verfügbar',
    en: 'Placement request not available',
  },
  email_full: { status: 409, de: 'E-Mail ist voll', en: 'Email is full' },
  slot_not_available: { status: 409, de: 'Termin nicht frei', en: 'Slot not available' },
  no_slot_available: { status: 409, de: 'Kein freier Termin', en: 'No slot available' },
  too_many_absences: { status: 409, de: 'Zu viele Abwesenheiten', en: 'Too many absences' },
  too_many_switches: { status: 409, de: 'Zu viele Abschaltungen', en: 'Too many switches' },
  not_understood: { status: 409, de: 'Noch nicht verständlich', en: 'Not understood yet' },
  nothing_to_announce: { status: 409, de: 'Nichts mitzuteilen', en: 'Nothing to announce' },
  agenda_full: { status: 409, de: 'Gesprächsliste ist voll', en: 'Agenda is full' },
  no_phone_number: { status: 409, de: 'Keine Telefonnummer', en: 'No phone number' },
  no_address: { status: 409, de: 'Keine brauchbare E-Mail-Adresse', en: 'No usable email address' },
  precondition_failed: { status: 412, de: 'Zwischenzeitlich geändert', en: 'Changed meanwhile' },
  payload_too_large: { status: 413, de: 'Anfrage zu groß', en: 'Request too large' },
  unsupported_media_type: { status: 415, de: 'Format nicht unterstützt', en: 'Unsupported media type' },
  idempotency_key_reused: {
    status: 422,
    de: 'Idempotency-Key schon für etwas anderes benutzt',
    en: 'Idempotency-Key was used for something else',
  },
  precondition_required: { status: 428, de: 'If-Match fehlt', en: 'If-Match is missing' },
  too_many_requests: { status: 429, de: 'Zu viele Anfragen', en: 'Too many requests' },
  internal_error: { status: 500, de: 'Interner Fehler', en: 'Internal error' },
  gateway_timeout: { status: 504, de: 'Keine Antwort in der Zeit', en: 'No answer in time' },
  unavailable: { status: 503, de: 'Vorübergehend nicht verfügbar', en: 'Temporarily unavailable' },
} as const satisfies Record<string, { status: number; de: string; en: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field at fault: where it stands (`/placement_request_ids/0`, RFC 6901; `?limit` for a query parameter) and why. */
export interface FieldFault {
  field: string;
  message: string;
}

/** An expected failure on its way to a client: ids, instants and states only, nothing that people wrote (I8). */
export interface Problem {
  code: ProblemCode;
  errors?: FieldFault[];
  /** Further members of the body, e.g. `next_contact_at`, `state`. */
  details?: Record<string, string | number | number[]>;
}
