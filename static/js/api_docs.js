// Shows the schema of the REST API; requests tried out carry the session's CSRF token.
const place = document.getElementById("api-docs");

function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrf=/.test(part));
  return cookie ? cookie.split("=")[1] : "";
}

window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor(request) {
    request.headers["X-CSRFToken"] = csrfToken();
    return request;
  },
});
