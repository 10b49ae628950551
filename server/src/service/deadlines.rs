//! The outermost middleware: marks the connection as busy while a request is being answered, so that its read
//! [deadline](super::connection) is suspended. While the server drains, it closes each connection after its response.

use std::rc::Rc;

use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::{Error, web};

use super::connection::{ConnectionState, Exchange};
use super::worker::Worker;

/// Passes a request on, and marks its connection as busy until the response is there.
pub fn track<S>(
    worker: &web::Data<Worker>,
    request: ServiceRequest,
    next: &S,
) -> impl Future<Output = Result<ServiceResponse, Error>> + use<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
{
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let (worker, response) = (worker.clone(), next.call(request));
    async move {
        let mut response = response.await?;
        drop(exchange);
        if worker.server.is_draining() {
            response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
        }
        Ok(response)
    }
}
