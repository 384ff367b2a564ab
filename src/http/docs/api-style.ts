/** What Swagger UI leaves to us on the page at `/docs/api`: the head of the page, and what a narrow screen needs. */
export const apiStyle = `.head {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0.5rem 1.25rem;
  padding: 0.9rem 1.25rem;
  border-bottom: 1px solid #dee2e6;
  font-family: sans-serif;
  font-size: 0.875rem;
}

.head a {
  color: #1d6584;
}

.head .brand {
  font-size: 1.125rem;
  font-weight: 600;
  text-decoration: none;
}

body {
  margin: 0;
}

html.dark-mode .head {
  border-color: #424242;
}

html.dark-mode .head a {
  color: #7cb8d0;
}

.swagger-ui .info {
  margin: 1.5rem 0;
}

@media (max-width: 48em) {
  .swagger-ui .opblock-tag {
    flex-wrap: wrap;
  }

  .swagger-ui .opblock-tag small {
    order: 1;
    flex: 1 0 100%;
    padding: 0;
  }

  .swagger-ui select {
    max-width: 100%;
    text-overflow: ellipsis;
  }
}
`;
