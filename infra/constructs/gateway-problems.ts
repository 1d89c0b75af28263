import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { PROBLEMS, type ProblemCode } from '../../shared/contracts/http/problems.ts';

/**
 * What API Gateway answers by itself, before or instead of a function (CONTRACT §6): every kind of
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html. A caller without
 * a route is told 404, where API Gateway would speak of a missing token.
 */
export const GATEWAY_PROBLEMS: readonly (readonly [ResponseType, ProblemCode])[] = [
  [ResponseType.DEFAULT_4XX, 'invalid_request'],
  [ResponseType.BAD_REQUEST_BODY, 'invalid_request'],
  [ResponseType.BAD_REQUEST_PARAMETERS, 'invalid_request'],
  [ResponseType.UNAUTHORIZED, 'unauthorized'],
  [ResponseType.ACCESS_DENIED, 'forbidden'],
  [ResponseType.EXPIRED_TOKEN, 'forbidden'],
  [ResponseType.INVALID_API_KEY, 'forbidden'],
  [ResponseType.INVALID_SIGNATURE, 'forbidden'],
  [ResponseType.WAF_FILTERED, 'forbidden'],
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'not_found'],
  [ResponseType.RESOURCE_NOT_FOUND, 'not_found'],
  [ResponseType.REQUEST_TOO_LARGE, 'payload_too_large'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'unsupported_media_type'],
  [ResponseType.QUOTA_EXCEEDED, 'too_many_requests'],
  [ResponseType.THROTTLED, 'too_many_requests'],
  [ResponseType.DEFAULT_5XX, 'internal_error'],
  [ResponseType.API_CONFIGURATION_ERROR, 'internal_error'],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 'internal_error'],
  [ResponseType.AUTHORIZER_FAILURE, 'internal_error'],
  [ResponseType.INTEGRATION_FAILURE, 'gateway_timeout'],
  [ResponseType.INTEGRATION_TIMEOUT, 'gateway_timeout'],
];

/** The body of such an answer, as the functions write theirs; API Gateway fills in the request's id. */
export function gatewayProblem(code: ProblemCode): { status: number; body: string } {
  const { status, en: title } = PROBLEMS[code];
  const id = '$context.requestId';
  const type = `/problems/${code.replaceAll('_', '-')}`;
  return {
    status,
    body: JSON.stringify({ type, title, status, instance: `urn:uuid:${id}`, request_id: id }),
  };
}
