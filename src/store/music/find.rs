use super::reader::Reader;
use super::{Found, Row};
use crate::search::Query;
use crate::store::StoreError;
impl Reader {
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found, StoreError> {
        todo!("{query:?}{limit}")
    }
    pub fn matching(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        todo!("{query:?}")
    }
}
