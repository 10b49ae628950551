//! The outermost step: a connection is told that a request on it is being answered, so that its [deadlines](super::connection) for what a
//! client sends rest meanwhile. A server that is told to stop closes connections after their responses.

use std::rc::Rc;

use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::{Error, web};

use super::connection::{ConnectionState, Exchange};
use super::worker::Worker;

/// Has a request answered within its deadlines.
pub fn keep<S>(
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
